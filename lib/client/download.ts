/**
 * Downloads a response as a file. A navigation would replace the studio with the browser's error page while the server
 * is unreachable.
 */
export function download(address: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = ''
  link.click()
}
