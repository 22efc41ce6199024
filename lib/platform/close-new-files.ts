/** Files that this process and its children make are closed to other users, whatever the umask of the shell is. */
export function closeNewFiles(): void {
  process.umask(0o077)
}
