// Runs in the search's worker, before Material's own script: who types an id or the name of an alert exactly gets what
// bears it first. The search itself divides a query at hyphens and knows no order of words, so that it cannot tell
// redis-cart-down from cart-redis-down.
;(() => {
  const SETUP = 0, QUERY = 2, RESULT = 3 // the types of Material's messages
  const bearers = new Map() // name in lower case -> Map(address -> rank)
  let asked = ""

  addEventListener("message", ({data: message}) => {
    if (message?.type === SETUP)
      for (const {location, names = {}} of message.data?.docs ?? [])
        for (const [name, rank] of Object.entries(names)) {
          const key = name.toLowerCase()
          if (!bearers.has(key)) bearers.set(key, new Map())
          bearers.get(key).set(location, rank)
        }
    if (message?.type === QUERY) asked = String(message.data).replace(/^[\s"']+|[\s"'*]+$/g, "").toLowerCase()
  })

  const send = self.postMessage.bind(self)
  self.postMessage = (message, ...rest) => {
    const items = message?.type === RESULT && message.data?.items
    const ranks = Array.isArray(items) && bearers.get(asked)
    // A result is a list: the page, then its parts. Sorting is stable, so that the rest keeps its order.
    if (ranks) items.sort((a, b) => (ranks.get(a[0]?.location) ?? Infinity) - (ranks.get(b[0]?.location) ?? Infinity) || 0)
    return send(message, ...rest)
  }
})()
