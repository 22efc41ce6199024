/** Has the browser keep an answer of the server as a file. Going to its address would put the browser's error page in the place of the studio while the server does not answer. */
export function download(address: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = ''
  link.click()
}
