/** Loads a rich part and its styles when first needed. A failed load is retried the next time. */
export function part<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | null = null
  return () => {
    loading ??= Promise.all([load(), loadStyles()]).then(
      ([loaded]) => loaded,
      (error: unknown) => {
        loading = null
        throw error
      },
    )
    return loading
  }
}

/** The server provides the file name, because only it knows the version. */
async function loadStyles(): Promise<void> {
  const link = document.querySelector<HTMLLinkElement>('link[data-rich]')
  if (!link || link.rel === 'stylesheet') return
  await new Promise((resolve) => {
    for (const type of ['load', 'error']) link.addEventListener(type, resolve, { once: true })
    link.rel = 'stylesheet'
  })
}
