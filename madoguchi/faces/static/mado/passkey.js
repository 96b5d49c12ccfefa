// Passkeys: asks the device and puts its answer into the form. Without it, every other way to sign in stays open.
"use strict";
(() => {
  if (!window.PublicKeyCredential) return;

  const bytes = (text) => {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (ch) => ch.charCodeAt(0)).buffer;
  };
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  const readable = (options) => {
    const key = { ...(options.publicKey || options) };
    key.challenge = bytes(key.challenge);
    if (key.user) key.user = { ...key.user, id: bytes(key.user.id) };
    for (const list of ["allowCredentials", "excludeCredentials"]) {
      if (key[list]) key[list] = key[list].map((one) => ({ ...one, id: bytes(one.id) }));
    }
    return { publicKey: key };
  };

  const sendable = (credential) => {
    const answer = credential.response;
    const response = { clientDataJSON: text(answer.clientDataJSON) };
    for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (answer[part]) response[part] = text(answer[part]);
    }
    if (answer.getTransports) response.transports = answer.getTransports();
    return {
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      authenticatorAttachment: credential.authenticatorAttachment || undefined,
      clientExtensionResults: credential.getClientExtensionResults(),
      response,
    };
  };

  const options = async (form) => {
    if (form.dataset.passkeyOptions) {
      const answer = await fetch(form.dataset.passkeyOptions, { headers: { Accept: "application/json" } });
      return (await answer.json()).request_options;
    }
    const data = JSON.parse(document.getElementById("passkey-options").textContent);
    return data.creation_options || data.request_options;
  };

  for (const block of document.querySelectorAll("[data-passkey-block]")) block.hidden = false;

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const failed = form.querySelector("[data-passkey-error]");
      failed.hidden = true;
      try {
        const asked = readable(await options(form));
        const create = form.dataset.passkey === "create";
        const credential = await navigator.credentials[create ? "create" : "get"](asked);
        form.elements.credential.value = JSON.stringify(sendable(credential));
        form.submit();
      } catch {
        failed.hidden = false;
      }
    });
  }
})();
