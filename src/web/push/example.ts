/** Ten lines of shell that tell of a new post after a deploy, with nothing but openssl and curl. */
export function deployExample(address: string, post: string): string {
  return `# ANTIPHON_SECRET is the secret of the blog, from the settings of your CI.
body='{"event":"post.published","url":"${post}"}'
t="$(date +%s)000"
hex=$(printf '%s%s' "$body" "$t" |
  openssl dgst -sha256 -hmac "$ANTIPHON_SECRET" | sed 's/^.* //')
curl --silent --show-error --fail-with-body --retry 3 \\
  --header "Content-Type: application/json" \\
  --header "X-Antiphon-Signature: sha256=$hex, t=$t" \\
  --data-binary "$body" \\
  ${address}
`;
}
