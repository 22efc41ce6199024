import 'server-only'
import { getRequestListener } from '@hono/node-server'

/**
 * The `Response` of @hono/node-server, whose listener writes a text to the socket as it is. Of a `Response` of Node it
 * reads a web stream, which costs more than making the answer. The package gives it away only by putting it in the place
 * of the global one, where Next would meet it, so it is taken from there at once.
 */
export const LightResponse: typeof Response = take()

function take(): typeof Response {
  const names = ['Request', 'Response'] as const
  const own = names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name))
  getRequestListener(() => new Response(null))
  const light = globalThis.Response
  for (const [index, name] of names.entries()) {
    const descriptor = own[index]
    if (descriptor) Object.defineProperty(globalThis, name, descriptor)
  }
  return light
}
