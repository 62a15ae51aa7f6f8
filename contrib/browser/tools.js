// What the tests have in a page. It stands before each question that they ask, in
// one function with it: nothing of it stays.
const shown = (e) => e.checkVisibility({ visibilityProperty: true }) && e.getBoundingClientRect().width > 0
const textOf = (e) => e?.textContent.replace(/\s+/g, ' ').trim() ?? ''
const nameOf = (e) => e.getAttribute('aria-label') ?? (e.labels?.[0] && textOf(e.labels[0])) ?? (textOf(e) || e.placeholder || '')
const find = (selector, name) => [...document.querySelectorAll(selector)].find((e) => shown(e) && (!name || nameOf(e).includes(name)))
const says = (selector, text) => [...document.querySelectorAll(selector)].some((e) => shown(e) && textOf(e).includes(text))

// place is where to click, or why that cannot be.
const place = (selector, name) => {
  if (document.readyState !== 'complete') return { Why: 'the page is still coming' } // and moves to where its address says
  const e = find(selector, name)
  if (!e) return { Why: 'it is not there' }
  if (e.disabled) return { Why: 'it is disabled' }
  e.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' })
  const box = e.getBoundingClientRect()
  const [X, Y] = [box.left + box.width / 2, box.top + box.height / 2]
  const hit = document.elementFromPoint(X, Y)
  if (hit !== e && !e.contains(hit) && !hit?.closest('label')?.contains(e)) return { Why: `${hit?.outerHTML.slice(0, 120)} is over it` }
  return { X, Y, Why: '' }
}

const give = (e, value) => {
  e.value = value
  e.dispatchEvent(new Event('input', { bubbles: true }))
  e.dispatchEvent(new Event('change', { bubbles: true }))
  return e.value
}
