import 'server-only'

/** Calls back once when the body has been read to its end, or its reader has left. */
export function whenRead(response: Response, then: () => void): Response {
  if (!response.body) {
    then()
    return response
  }
  const reader = response.body.getReader()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await reader.read()
      if (value) controller.enqueue(value)
      if (!done) return
      controller.close()
      then()
    },
    async cancel(reason) {
      then()
      await reader.cancel(reason)
    },
  })
  return new Response(body, response)
}
