/** Files that this process and its children create are private, whatever the umask of the shell. */
export function setPrivateUmask(): void {
  process.umask(0o077)
}
