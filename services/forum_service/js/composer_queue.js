// Posts that could not be sent wait here and go out when the line is back. A post never doubles: it is sent with
// the key of its form, and the server gives a key that it knows the same answer again.
import { all, forget, keep } from "./composer_storage.js"

const AGAIN = 20_000

export const waitingFor = draft => all("queue").find(entry => entry.draft === draft)

export function queue(form, draft, words) {
  const fields = [...new FormData(form)].filter(([name, value]) => name !== "_csrf" && typeof value === "string")
  const body = new URLSearchParams(fields).toString()
  const key = form.elements._key.value
  const { refused, sent } = words
  return keep("queue", key, { key, draft, body, action: form.action, page: location.href, refused, sent })
}

export function takeBack({ key }) {
  forget("queue", key)
}

// One tab sends at a time; what fails for want of a line stays and is tried again.
export function sendWaiting() {
  const send = async lock => {
    if (!lock) return
    for (const entry of all("queue")) if (!(await sendOne(entry))) return
  }
  return navigator.locks ? navigator.locks.request("corridor:queue", { ifAvailable: true }, send) : send(true)
}

async function sendOne(entry, token = document.querySelector("meta[name=csrf-token]").content, second = false) {
  const headers = { "Content-Type": "application/x-www-form-urlencoded", "X-CSRF-Token": token, Accept: "text/html" }
  const answer = await fetch(entry.action, { method: "POST", body: entry.body, headers }).catch(() => null)
  // No line, a server in trouble, or too much at once: later. A session that has ended: after signing in.
  if (!answer || answer.status >= 500 || answer.status === 429 || new URL(answer.url).pathname.startsWith("/account/")) return false
  if (answer.status === 403 && !second) return sendOne(entry, await freshToken(token), true)
  forget("queue", entry.key)
  if (answer.ok) {
    forget("draft", entry.draft)
    tell(entry, entry.sent, answer.url)
  } else {
    const typed = [...new URLSearchParams(entry.body)].filter(([name]) => !name.startsWith("_"))
    keep("draft", entry.draft, { fields: Object.fromEntries(typed), base: null })
    tell(entry, entry.refused, entry.page)
  }
  return true
}

async function freshToken(token) {
  const page = await fetch(location.href).then(answer => answer.text()).catch(() => "")
  return new DOMParser().parseFromString(page, "text/html").querySelector("meta[name=csrf-token]")?.content ?? token
}

// The composer of this text goes on to the post; any other page says so in a line.
function tell(entry, words, url) {
  const event = new CustomEvent("composer:sent", { detail: { ...entry, url }, cancelable: true })
  if (!document.dispatchEvent(event)) return
  const line = Object.assign(document.createElement("p"), { className: "notice info" })
  line.setAttribute("role", "status")
  line.append(Object.assign(document.createElement("a"), { href: url, textContent: words }))
  document.querySelector("#main")?.prepend(line)
}

window.addEventListener("online", sendWaiting)
document.addEventListener("turbo:load", sendWaiting)
setInterval(() => navigator.onLine && all("queue").length && sendWaiting(), AGAIN)
