// What the composer keeps in the browser: texts the server has not got yet, and texts on their way to be posted.
// All keys begin with "corridor:" and name their owner; signing out removes them (01-turbo.js).

export const owner = () => document.querySelector("meta[name=member]")?.content

const place = (kind, name) => `corridor:${kind}:${owner()}:${name}`

export function keep(kind, name, value) {
  try {
    if (!owner()) return false
    localStorage.setItem(place(kind, name), JSON.stringify({ ...value, at: Date.now() }))
    return true
  } catch {
    return false
  }
}

export function kept(kind, name) {
  return owner() ? read(place(kind, name)) : null
}

export function forget(kind, name) {
  localStorage.removeItem(place(kind, name))
}

// Everything of a kind that the reader of this page keeps here, the oldest first.
export function all(kind) {
  if (!owner()) return []
  const keys = Object.keys(localStorage).filter(key => key.startsWith(place(kind, "")))
  return keys.map(read).filter(Boolean).sort((a, b) => a.at - b.at)
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key))
  } catch {
    return null
  }
}
