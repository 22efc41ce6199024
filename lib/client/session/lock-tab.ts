let holders = 0

const preventUnload = (event: BeforeUnloadEvent) => event.preventDefault()

/** Makes the browser ask before this tab is closed, on every studio page. @returns a function that releases it */
export function lockTab(): () => void {
  if (holders === 0) window.addEventListener('beforeunload', preventUnload)
  holders += 1
  return () => {
    holders -= 1
    if (holders === 0) window.removeEventListener('beforeunload', preventUnload)
  }
}
