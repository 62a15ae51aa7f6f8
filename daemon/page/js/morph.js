// morph makes old like fresh and keeps what is alike: who types, reads an open
// list or stands on a button is not disturbed. What has data-own is a script's,
// and what has data-added was put there by one, which takes it away.

export function morph(old, fresh) {
  if ('own' in (old.dataset ?? {})) return
  if (old.isEqualNode(fresh)) return told(old)
  attributes(old, fresh)
  const has = [...old.childNodes].filter((n) => !isAdded(n))
  const stays = lasting(has, [...fresh.childNodes])
  const staying = new Set(stays.values())
  const moves = new Map(has.filter((n) => keyOf(n) && !staying.has(n)).map((n) => [nameOf(n), n]))
  const gone = new Set(has)
  let at = old.firstChild // before it all is as it should be, but for what is gone
  for (const want of [...fresh.childNodes]) {
    const same = stays.get(want) ?? moves.get(nameOf(want))
    if (!same) {
      old.insertBefore(want, at)
      continue
    }
    gone.delete(same)
    moves.delete(nameOf(want))
    if (stays.has(want) || same === at) at = same.nextSibling
    else old.insertBefore(same, at)
    if (same.nodeType === Node.ELEMENT_NODE) morph(same, want)
    else if (same.data !== want.data) same.data = want.data
  }
  for (const node of gone) if (!isRefused(node)) node.remove()
}

// lasting pairs what is wanted with what is there and alike: the most that can stay
// where it is, which is the longest common subsequence. What is moved or made anew
// loses the focus and what was typed, and an open dialog its place over the page.
function lasting(has, wants) {
  const pairs = new Map()
  const alike = (x, y) => nameOf(has[x]) === nameOf(wants[y])
  let [start, i, j] = [0, has.length, wants.length]
  for (; start < i && start < j && alike(start, start); start++) pairs.set(wants[start], has[start])
  while (i > start && j > start && alike(i - 1, j - 1)) pairs.set(wants[--j], has[--i])
  const [a, b] = [has.slice(start, i).map(nameOf), wants.slice(start, j).map(nameOf)]
  // most[x][y] is how many of those from x and from y on can be paired.
  const most = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  for (let x = a.length - 1; x >= 0; x--) {
    for (let y = b.length - 1; y >= 0; y--) {
      most[x][y] = a[x] === b[y] ? most[x + 1][y + 1] + 1 : Math.max(most[x + 1][y], most[x][y + 1])
    }
  }
  for (let [x, y] = [0, 0]; x < a.length && y < b.length; ) {
    if (a[x] === b[y]) pairs.set(wants[start + y++], has[start + x++])
    else if (most[x + 1][y] >= most[x][y + 1]) x++
    else y++
  }
  return pairs
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

// nameOf is the same of two nodes where one can become the other.
const nameOf = (node) => `${node.nodeName} ${keyOf(node) || ''}`

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
