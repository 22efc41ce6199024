/** What a document is called that says no title itself. A file within an archive is called by its own name. */
export function titleOfName(fileName: string): string {
  return (fileName.split('/').at(-1) ?? fileName).replace(/\.[^.]+$/, '').replace(/[_-]+/g, ' ')
}
