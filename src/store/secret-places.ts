/** The settings whose values are secrets: they are lists, so that a text in their place is a sealed one. */
const secretSettings: readonly string[] = ["issoSessionKeys"];

/** Whether the value of a setting is sealed, where there is a key to seal with. */
export function isSecretSetting(name: string): boolean {
  return secretSettings.includes(name);
}

/** What a sealed setting is bound to. */
export function settingPlace(name: string): string {
  return `settings ${name}`;
}

/** What the sealed private keys of an actor are bound to. */
export function keyPlace(actor: string): string {
  return `keys ${actor}`;
}

/** What the secret that a blog signs with is bound to. */
export function pushKeyPlace(site: string): string {
  return `pushKeys ${site}`;
}

/** What the secret that a hub signs with is bound to. */
export function subscriptionPlace(id: string): string {
  return `subscriptions ${id}`;
}

/** What the address and the secret of a webhook are bound to. */
export function webhookPlace(id: string): string {
  return `webhooks ${id}`;
}

/** What the key of a blog's source of posts is bound to. */
export function sitePlace(id: string): string {
  return `sites ${id}`;
}
