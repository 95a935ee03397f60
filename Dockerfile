# The node as an image: plain Node 24, no compiler, no development packages, no driver that Node 24 has built in.
FROM node:24-slim AS manifests
WORKDIR /app
COPY package.json package-lock.json ./
# The stubs are packages of their own that package.json points at.
COPY tools/stubs tools/stubs

FROM manifests AS build
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build

FROM manifests AS packages
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

# For the mounts of an Isso's image, `--target isso`: starts as root and gives that up, as UID and GID say whose the files are.
FROM node:24-slim AS isso
ENV NODE_ENV=production \
    ANTIPHON_HOST=0.0.0.0 \
    PORT=8080
WORKDIR /app
RUN mkdir /data && chown node:node /data && ln -s /app/docker/entry.sh /usr/local/bin/antiphon
COPY --from=packages /app ./
COPY --from=build /app/dist dist
COPY views views
COPY docker/entry.sh docker/entry.sh
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 8080}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["antiphon"]
CMD ["serve"]

# What is built where no target is named: never root.
FROM isso
USER node
