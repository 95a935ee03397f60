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

FROM node:24-slim
ENV NODE_ENV=production \
    ANTIPHON_HOST=0.0.0.0 \
    ANTIPHON_STORE=sqlite:/data/antiphon.db
WORKDIR /app
RUN mkdir /data && chown node:node /data && ln -s /app/dist/src/cli/main.js /usr/local/bin/antiphon
COPY --from=packages /app ./
COPY --from=build /app/dist dist
COPY views views
USER node
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 8080}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["antiphon"]
CMD ["serve"]
