// Turbo makes a link or form replace the page without loading it anew. Everything works without it.
import * as Turbo from "@hotwired/turbo"

// The browser's own confirm box would be out of the page's language.
Turbo.config.drive.progressBarDelay = 300

// Other tabs must not go on showing what the signed-out person saw.
const tabs = "BroadcastChannel" in window ? new BroadcastChannel("corridor") : null
tabs?.addEventListener("message", ({ data }) => {
  if (data !== "signed-out") return
  Turbo.cache.clear()
  window.location.reload()
})

document.addEventListener("submit", ({ target }) => {
  if (!target.hasAttribute("data-signs-out")) return
  Turbo.cache.clear()
  Object.keys(localStorage).filter(key => key.startsWith("corridor:")).forEach(key => localStorage.removeItem(key))
  tabs?.postMessage("signed-out")
})
