// A DOM for packages that render. Imported first, because they look for it when loaded.
import { Window } from 'happy-dom'

const page = new Window({ url: 'http://localhost/' })
Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true)
Reflect.set(globalThis, 'window', page)
// Node's own globals are kept: the tests use its fetch.
for (const name of Object.getOwnPropertyNames(page))
  if (!(name in globalThis)) Reflect.set(globalThis, name, page[name])
for (const name of ['Event', 'CustomEvent']) Reflect.set(globalThis, name, page[name])
