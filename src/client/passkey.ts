/** Makes a passkey, or signs in by one: fills in a form of the owner's pages and sends it. Such a form is hidden without us. */

const sentences: Record<string, string> = {
  NotAllowedError: "No passkey was used. Try again, or choose another way.",
  InvalidStateError: "This device has a passkey for you already.",
  SecurityError: "Passkeys work under the node’s own address alone, with https:// or on localhost.",
};

function toBytes(base64url: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64url.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
}

function toText(bytes: ArrayBuffer | null): string {
  const letters = Array.from(new Uint8Array(bytes ?? new ArrayBuffer(0)), (byte) => String.fromCharCode(byte));
  return btoa(letters.join("")).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

async function use(challenge: BufferSource, rpId: string): Promise<object> {
  const made = await navigator.credentials.get({ publicKey: { challenge, rpId, userVerification: "required" } });
  const { id, response } = made as PublicKeyCredential & { response: AuthenticatorAssertionResponse };
  return {
    id,
    clientData: toText(response.clientDataJSON),
    authenticatorData: toText(response.authenticatorData),
    signature: toText(response.signature),
    userHandle: toText(response.userHandle),
  };
}

async function create(challenge: BufferSource, rpId: string, { dataset }: HTMLFormElement): Promise<object> {
  const { user = "", name = "", known = "" } = dataset;
  const made = await navigator.credentials.create({
    publicKey: {
      challenge,
      rp: { id: rpId, name: rpId },
      user: { id: new TextEncoder().encode(user), name, displayName: name },
      // Ed25519, ES256, RS256.
      pubKeyCredParams: [-8, -7, -257].map((alg) => ({ type: "public-key", alg })),
      excludeCredentials: known
        .split(" ")
        .filter((id) => id !== "")
        .map((id) => ({ type: "public-key", id: toBytes(id) })),
      authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
      attestation: "none",
    },
  });
  const { response } = made as PublicKeyCredential & { response: AuthenticatorAttestationResponse };
  return {
    clientData: toText(response.clientDataJSON),
    authenticatorData: toText(response.getAuthenticatorData()),
    publicKey: toText(response.getPublicKey()),
  };
}

function attach(form: HTMLFormElement): void {
  const { passkey, challenge = "", host = "" } = form.dataset;
  const alert = form.querySelector<HTMLElement>("[role=alert]");
  const answer = form.querySelector<HTMLInputElement>("[name=answer]");
  if (!alert || !answer) return;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    alert.hidden = true;
    const asked = new TextEncoder().encode(challenge);
    try {
      answer.value = JSON.stringify(await (passkey === "create" ? create(asked, host, form) : use(asked, host)));
      form.submit();
    } catch (error) {
      const kind = error instanceof DOMException ? error.name : "";
      alert.textContent = sentences[kind] ?? "This browser could not use a passkey. Choose another way.";
      alert.hidden = false;
    }
  });
}

if ("PublicKeyCredential" in window)
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) attach(form);
