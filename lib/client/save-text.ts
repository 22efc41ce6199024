/** Downloads text as a file. */
export function saveText(fileName: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  // After ten seconds the browser has surely started the download.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
