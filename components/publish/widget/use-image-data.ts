import { useEffect, useState } from 'react'
import { pageImageUrl } from './page-image-url'

/** An uploaded image as a data URL, for the preview, whose opaque origin cannot read it. */
export function useImageData(appId: string, imageId: string | null): string | undefined {
  const [read, setRead] = useState<{ imageId: string; url: string } | null>(null)
  useEffect(() => {
    if (imageId === null) return
    const stop = new AbortController()
    readAsDataUrl(pageImageUrl(appId, imageId), stop.signal).then(
      (url) => setRead({ imageId, url }),
      // The preview then shows no image.
      () => undefined,
    )
    return () => stop.abort()
  }, [appId, imageId])
  return read?.imageId === imageId ? read?.url : undefined
}

async function readAsDataUrl(address: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(address, { signal })
  if (!response.ok) throw new Error(response.statusText)
  const blob = await response.blob()
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(blob)
  })
}
