import http from 'node:http'

/**
 * One request with its complete response.
 * @param target `{ url, headers, body, ok }`: `ok` is a text that the response must contain
 * @returns milliseconds.
 * @throws if the response was different, or none arrived in 30 seconds
 */
export function ask({ url, headers, body, ok }, agent) {
  const startMs = performance.now()
  const content = JSON.stringify(body)
  const all = { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(content) }
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method: 'POST', agent, headers: all }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part) => {
        text += part
      })
      response.on('end', () => {
        if (text.includes(ok)) resolve(performance.now() - startMs)
        else reject(new Error(`${response.statusCode} ${text.slice(0, 300)}`))
      })
      response.on('error', reject)
    })
    // A missing response must not block the measurement.
    request.setTimeout(30_000, () => request.destroy(new Error('no answer in 30 seconds')))
    request.on('error', reject)
    request.end(content)
  })
}
