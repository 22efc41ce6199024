// A document for packages that draw. Imported before them, as they look for it when they are loaded.
import { Window } from 'happy-dom'

const page = new Window({ url: 'http://localhost/' })
Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true)
Reflect.set(globalThis, 'window', page)
// What Node has itself stays: the tests fetch with it.
for (const name of Object.getOwnPropertyNames(page))
  if (!(name in globalThis)) Reflect.set(globalThis, name, page[name])
for (const name of ['Event', 'CustomEvent']) Reflect.set(globalThis, name, page[name])
