// What a page of somebody else tries with a focusd that is open in the same
// browser: all that a page can send, and all the ways to read what comes back. It
// answers with what it has got; every attempt must come to nothing.
const attack = async (web, reads, commands) => {
  const got = []
  let tried = 0
  const attempt = async (what, make) => {
    tried++
    try {
      const found = await make()
      if (found) got.push(`${what}: ${String(found).slice(0, 200)}`)
    } catch {} // refused by the browser
  }
  const told = async (answer) => (await answer.text()) || (answer.status && `status ${answer.status}`) || ''

  // loads puts an element into the page and says whether it came to something.
  const loads = (name, attributes) =>
    new Promise((done) => {
      const e = Object.assign(document.createElement(name), attributes)
      e.onload = e.onloadedmetadata = () => done(`${name} loads`)
      e.onerror = () => done('')
      document.body.append(e)
    })

  // frames waits for a frame to be done, and reads it.
  let frames = 0
  const framed = (attributes, start = () => {}) =>
    new Promise((done) => {
      const frame = Object.assign(document.createElement('iframe'), { name: `frame${frames++}` })
      document.body.append(frame)
      frame.onload = () => {
        try {
          done(frame.contentDocument.body.innerText)
        } catch {
          done('')
        }
      }
      Object.assign(frame, attributes)
      start(frame.name)
    })

  // heard is what an object that listens hears first.
  const heard = (source) =>
    new Promise((done) => {
      source.onopen = () => done('it listens')
      source.onmessage = (e) => done(e.data)
      source.onerror = () => done('')
    }).finally(() => source.close())

  const reading = (path) => {
    const url = web + path
    const all = []
    for (const credentials of ['include', 'omit']) {
      for (const mode of ['cors', 'no-cors', 'same-origin']) {
        all.push(attempt(`fetch ${path} ${mode} ${credentials}`, async () => told(await fetch(url, { mode, credentials, cache: 'no-store' }))))
      }
    }
    all.push(attempt(`fetch ${path} without a referrer`, async () => told(await fetch(url, { mode: 'no-cors', credentials: 'include', referrerPolicy: 'no-referrer' }))))
    all.push(attempt(`fetch ${path} as somebody`, async () => told(await fetch(url, { headers: { Authorization: 'Bearer guess' } }))))
    all.push(attempt(`image of ${path}`, () => loads('img', { src: url })))
    all.push(attempt(`image of ${path} for sharing`, () => loads('img', { crossOrigin: 'use-credentials', src: url })))
    all.push(attempt(`script of ${path}`, () => loads('script', { src: url })))
    all.push(attempt(`module of ${path}`, () => loads('script', { type: 'module', src: url })))
    all.push(attempt(`style of ${path}`, () => loads('link', { rel: 'stylesheet', href: url })))
    all.push(attempt(`video of ${path}`, () => loads('video', { src: url })))
    all.push(attempt(`object of ${path}`, () => loads('object', { data: url })))
    all.push(attempt(`frame of ${path}`, () => framed({ src: url })))
    all.push(attempt(`frame of ${path} without an origin`, () => framed({ sandbox: 'allow-scripts', src: url })))
    return all
  }

  const sending = ([path, body]) => {
    const url = web + path
    const all = []
    const form = new FormData()
    form.set('do', 'start')
    const bodies = { 'text/plain': body, 'application/x-www-form-urlencoded': body, 'multipart/form-data': form, 'application/json': body }
    for (const [type, what] of Object.entries(bodies)) {
      const headers = what === form ? {} : { 'Content-Type': type }
      for (const mode of ['cors', 'no-cors']) {
        all.push(attempt(`post ${path} ${type} ${mode}`, async () => told(await fetch(url, { method: 'POST', mode, credentials: 'include', headers, body: what }))))
      }
      all.push(attempt(`beacon ${path} ${type}`, () => navigator.sendBeacon(url, what === form ? form : new Blob([what], { type })) && ''))
    }
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      all.push(attempt(`${method} ${path}`, async () => told(await fetch(url, { method, credentials: 'include' }))))
    }
    for (const enctype of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      for (const method of ['post', 'get']) {
        all.push(attempt(`form ${method} ${path} ${enctype}`, () => framed({}, (target) => post(url, { method, enctype, target }, body))))
      }
    }
    const page = `<form method=post enctype=text/plain action="${url}"><input name='${body.slice(0, -1)},"label":"' value='"}'></form><script>document.forms[0].submit()</script>`
    all.push(attempt(`form ${path} without an origin`, () => framed({ sandbox: 'allow-scripts allow-forms', srcdoc: page })))
    return all
  }

  // post sends a form whose text is JSON where it is sent as plain text.
  const post = (action, attributes, body) => {
    const form = Object.assign(document.createElement('form'), { action, ...attributes })
    const field = Object.assign(document.createElement('input'), { name: `${body.slice(0, -1)},"label":"`, value: '"}' })
    form.append(field)
    document.body.append(form)
    form.submit()
  }

  await Promise.all([
    ...reads.flatMap(reading),
    ...commands.flatMap(sending),
    attempt('events', () => heard(new EventSource(`${web}/v1/events`))),
    attempt('events with the cookie', () => heard(new EventSource(`${web}/v1/events?agenda=1`, { withCredentials: true }))),
    attempt('socket', () => heard(new WebSocket(`${web.replace('http', 'ws')}/v1/events`))),
    attempt('worker', () => heard(new Worker(`${web}/js/page.js`, { type: 'module' }))),
    attempt('service worker of it', async () => (await navigator.serviceWorker.register(`${web}/js/page.js`)) && 'registered'),
    attempt('service worker for it', async () => (await navigator.serviceWorker.register('/worker.js', { scope: `${web}/` })) && 'registered'),
    attempt('module', async () => Object.keys(await import(`${web}/js/live.js`))),
  ])
  return { Tried: tried, Got: got }
}
