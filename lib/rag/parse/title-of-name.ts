/** Title of a document without one. Files in archives use their own name. */
export function titleOfName(fileName: string): string {
  return (fileName.split('/').at(-1) ?? fileName).replace(/\.[^.]+$/, '').replace(/[_-]+/g, ' ')
}
