// What runs on every page. It says so to the style sheet: what needs a script is
// shown only now. The scripts of a page alone have run before.
import './post.js'
import './live.js'
import './keys.js'
import './clock.js'

document.documentElement.classList.add('live')
