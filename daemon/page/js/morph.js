// morph makes old like fresh and keeps what is alike: who types, reads an open
// list or stands on a button is not disturbed. What has data-own is a script's,
// and what has data-added was put there by one, which takes it away.

export function morph(old, fresh) {
  if ('own' in (old.dataset ?? {})) return
  if (old.isEqualNode(fresh)) return told(old)
  attributes(old, fresh)
  const kept = new Map()
  for (const child of old.children) if (keyOf(child)) kept.set(keyOf(child), child)
  let at = old.firstChild
  for (const want of [...fresh.childNodes]) {
    while (isAdded(at)) at = at.nextSibling
    const same = keyOf(want) ? kept.get(keyOf(want)) : alike(at, want) && at
    if (!same) {
      old.insertBefore(want, at)
      continue
    }
    if (same === at) at = at.nextSibling
    else old.insertBefore(same, at)
    if (same.nodeType === Node.ELEMENT_NODE) morph(same, want)
    else if (same.data !== want.data) same.data = want.data
  }
  while (at) {
    const next = at.nextSibling
    if (!isAdded(at) && !isRefused(at)) at.remove()
    at = next
  }
}

// box is one that is sent when it is ticked: it shows what the daemon says.
const box = 'input[type=checkbox][data-post]'

// told has the boxes say what their elements do: a tick that was taken back before
// anybody asked left the element as it was.
function told(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return
  for (const b of node.matches(box) ? [node] : node.querySelectorAll(box)) b.checked = b.defaultChecked
}

// keyOf is what an element is known by among its siblings. A form that has a field of
// the name id has that as its property.
const keyOf = (node) => node.nodeType === Node.ELEMENT_NODE && (node.getAttribute('id') || node.dataset.is)

// isRefused tells whether what was typed there waits for the person to look at it: it
// stays, though what it is about may be gone.
const isRefused = (node) => node.nodeType === Node.ELEMENT_NODE && node.querySelector('.refused')

const isAdded = (node) => 'added' in (node?.dataset ?? {})

const alike = (a, b) => a && a.nodeName === b.nodeName && !keyOf(a)

// attributes takes those of fresh over, but not what the person did: what they
// opened, typed or ticked.
function attributes(old, fresh) {
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !isTheirs(old, name)) old.removeAttribute(name)
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value && !isTheirs(old, name)) old.setAttribute(name, value)
  }
  if (old.matches(box)) old.checked = fresh.hasAttribute('checked')
}

const isTheirs = (node, name) =>
  (name === 'open' && (node.localName === 'details' || node.localName === 'dialog')) || (name === 'hidden' && isRefused(node))
