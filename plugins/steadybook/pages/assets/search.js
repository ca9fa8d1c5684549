// Runs in the search's worker, before Material's own script: who types an id or the name of an alert exactly gets what
// bears it first. The search itself divides a query at hyphens and knows no order of words, so that it cannot tell
// redis-cart-down from cart-redis-down. A result begins with the kind of its page.
;(() => {
  const SETUP = 0, QUERY = 2, RESULT = 3 // the types of Material's messages
  const WHOLE = 1000, LACKING = 1001 // after every rank of a name
  const bearers = new Map() // name in lower case -> Map(address -> rank)
  const alerts = new Set() // those of them that are written with capitals, as ids never are: RedisDown, in lower case
  const files = new Map() // path of a file, without its ending -> address of its page, where the two end differently
  let ranks = null

  // An id as many times over as it is short: the search counts words and knows no length of a text. So `frontend` finds
  // the service of that name before all that have it in theirs.
  const weighted = (id) => `${id} `.repeat(Math.max(1, Math.floor(6 / id.split("-").length)))

  // What lunr takes for an operator where a notification only has punctuation: `RedisDown:`, `+2`, `-RedisDown`.
  const plain = (text) => text.replace(/(^|[\s"'])[-+~^]+(?=\S)/g, "$1").replace(/:+(?=["'\s]|$)/g, "")

  const ranked = (message) => {
    const pasted = message.data
    message.data = plain(pasted)
    const asked = message.data.replace(/^[\s"']+|[\s"'*]+$/g, "").toLowerCase()
    if (bearers.has(asked)) return bearers.get(asked)
    return ofPath(asked, message) ?? ofAlerts(message, pasted)
  }

  const bare = (path) => path.replace(/\/index\.html$|\.html$|\/+$|\.(?:ya?ml|csv)$/, "")

  // The page or file whose address or path was pasted, with the line that a check names.
  const ofPath = (asked, message) => {
    const path = bare(asked.replace(/[?#].*$/, "").replace(/:\d+(?::\d+)?:?$/, ""))
    const id = path.replace(/^.*\//, "")
    if (/\s/.test(asked) || !bearers.has(id)) return null
    message.data = id
    const file = files.get(path.replace(/^(?:\.?\/)+/, ""))
    const isMeant = (location) => (file ? location === file : `/${path}`.endsWith(`/${bare(location)}`))
    return new Map([...bearers.get(id)].map(([location, rank]) => [location, isMeant(location) ? -1 : rank]))
  }

  // The alerts that a text names, and its other names: what stands between spaces, and the parts of that.
  const namesIn = (text) => {
    const parts = text.toLowerCase().split(/[^\w.-]+/).map((part) => part.replace(/^[.-]+|[.-]+$/g, ""))
    const alertsIn = (part) => part.split(/\W+/).filter((word) => alerts.has(word))
    return [...new Set(parts.flatMap((part) => [...(bearers.has(part) ? [part] : []), ...alertsIn(part)]))]
  }

  // The alerts of a pasted notification, such as `[FIRING:1] RedisDown (redis-cart)`, `{alertname="RedisDown"}` or JSON.
  // Of one that names an alert only the known names are searched for; what frames its words, by nobody.
  const ofAlerts = (message, pasted) => {
    const unframed = message.data
      .replace(/\[(?:firing|resolved)[^\]]*\]/gi, " ")
      .replace(/\b\w+\s*=~?\s*"([^"]*)"|\balertname\s*=/g, " $1 ")
    message.data = plain(unframed.replace(/[()[\]{}:]|,(?=\s|$)/g, " ").replace(/\s+/g, " "))
    const names = namesIn(message.data)
    const named = names.filter((name) => alerts.has(name))
    if (named.length && /[^\p{L}\p{N}\s_-]/u.test(pasted)) message.data = names.join(" ")
    const found = new Map()
    for (const name of named)
      for (const [location, rank] of bearers.get(name)) found.set(location, Math.min(rank, found.get(location) ?? rank))
    return found
  }

  addEventListener("message", ({data: message}) => {
    if (message?.type === SETUP)
      for (const doc of message.data?.docs ?? []) {
        const {location, names = {}, text = "", words = "", tags = []} = doc
        if (doc.file) files.set(bare(doc.file.toLowerCase()), location)
        for (const [name, rank] of Object.entries(names)) {
          const key = name.toLowerCase()
          if (!bearers.has(key)) bearers.set(key, new Map())
          bearers.get(key).set(location, rank)
          if (/[A-Z]/.test(name)) alerts.add(key)
        }
        // What follows from the record is not in the index that the browser fetches.
        if (doc.kind) {
          if (tags.length) doc.name = tags.map(weighted).join("")
          doc.words = [...Object.keys(names).filter((name) => !tags.includes(name) && !text.includes(name)), words].join(" ")
        }
      }
    if (message?.type === QUERY) {
      message.data = String(message.data)
      ranks = ranked(message)
    }
  })

  // A page that has all the words before those that lack one, however much the others weigh.
  const whole = ({terms = {}}) => Object.keys(terms).length > 0 && Object.values(terms).every(Boolean)
  const send = self.postMessage.bind(self)
  self.postMessage = (message, ...rest) => {
    const items = message?.type === RESULT && message.data?.items
    // A result is a list: the page, then its parts. Sorting is stable, so that the rest keeps its order.
    if (Array.isArray(items)) {
      const rank = (parts) => ranks?.get(parts[0]?.location) ?? (parts.some(whole) ? WHOLE : LACKING)
      items.sort((a, b) => rank(a) - rank(b))
      for (const part of items.flat()) if (part.kind) part.title = `${part.kind} · ${part.title}` // both are HTML by now
    }
    return send(message, ...rest)
  }
})()
