// What runs on every page. It says so to the style sheet: what needs a script is
// shown only now.
import './post.js'
import './live.js'
import './keys.js'
import './clock.js'
import './timeline.js'
import './log.js'
import './tasks.js'

// No other page needs these.
if (document.body.dataset.page === 'settings') import('./settings.js')

document.documentElement.classList.add('live')
