// Passkeys: <form data-module="passkey" data-act="create|get" data-options="id of the JSON, or an address that gives it">.
// The browser's answer goes into the hidden field "credential" and the form is sent. The form's button is hidden without
// script, as nothing could happen; what the person can do instead stands beside it.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function asked(options) {
  const key = structuredClone(options.publicKey);
  key.challenge = bytes(key.challenge);
  if (key.user) key.user.id = bytes(key.user.id);
  for (const list of [key.excludeCredentials, key.allowCredentials]) {
    for (const known of list ?? []) known.id = bytes(known.id);
  }
  if (key.authenticatorSelection) {
    // It opens the page alone later, so it is kept in the device and asks for a finger, a face or a PIN.
    Object.assign(key.authenticatorSelection, { residentKey: "required", requireResidentKey: true, userVerification: "required" });
  }
  return { publicKey: key };
}

function answered(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  const { id, type } = credential;
  return { id, type, rawId: text(credential.rawId), clientExtensionResults: credential.getClientExtensionResults(), response };
}

async function optionsFor(source) {
  if (!source.startsWith("/")) return JSON.parse(document.getElementById(source).textContent);
  const answer = await fetch(source, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.status);
  return (await answer.json()).request_options;
}

export default function passkey(form) {
  if (!window.PublicKeyCredential) return;
  const button = form.querySelector("button");
  const trouble = form.querySelector("[data-trouble]");
  button.hidden = false;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.getAttribute("aria-disabled")) return;
    button.setAttribute("aria-disabled", "true");
    trouble.textContent = "";
    try {
      const options = asked(await optionsFor(form.dataset.options));
      form.elements.credential.value = JSON.stringify(answered(await navigator.credentials[form.dataset.act](options)));
      form.submit();
    } catch {
      trouble.textContent = trouble.dataset.trouble; // cancelled, timed out, or a key that this device does not have
    }
    button.removeAttribute("aria-disabled");
  });
}
