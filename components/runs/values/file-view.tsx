'use client'
import { useCallback, useEffect, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { formatBytes } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { FileRef } from '@/lib/core/file-ref'

/** A file of a run: images are shown, recordings are playable, and each can be saved. */
export function FileView({ file }: { file: FileRef }) {
  const { name, mediaType, sizeBytes } = file
  const address = `/api/studio/files/${file.fileId}/content`
  const [isDeleted, setIsDeleted] = useState(false)
  const markDeleted = useCallback(() => setIsDeleted(true), [])
  if (isDeleted)
    return (
      <p className="rounded-md border border-dashed px-3 py-2 text-muted text-sm">{t('runs.fileGone', { name })}</p>
    )
  return (
    <figure className="flex max-w-full flex-col items-start gap-1">
      {mediaType.startsWith('image/') ? (
        // biome-ignore lint/performance/noImgElement: bytes of a run that require the session; the server cannot optimize them
        <img
          src={address}
          alt={name}
          onError={markDeleted}
          className="max-h-96 max-w-full rounded-md border bg-sunken object-contain"
        />
      ) : null}
      {mediaType.startsWith('audio/') ? <Recording address={address} name={name} onDeleted={markDeleted} /> : null}
      <figcaption className="flex max-w-full items-center gap-2 text-muted text-xs">
        <span className="truncate">{name}</span>
        <span className="shrink-0 tabular-nums">{formatBytes(sizeBytes)}</span>
        <a href={address} download={name} className="flex shrink-0 items-center gap-1 text-accent underline">
          <Icon name="download" size={12} />
          {t('runs.saveFile')}
        </a>
      </figcaption>
    </figure>
  )
}

/** Plays the recording from memory, so that seeking works in every browser. */
function Recording({ address, name, onDeleted }: { address: string; name: string; onDeleted: () => void }) {
  const [source, setSource] = useState<string | null>(null)
  useEffect(() => {
    const controller = new AbortController()
    let url: string | null = null
    async function load() {
      const response = await fetch(address, { signal: controller.signal })
      if (!response.ok) throw new Error(response.statusText)
      url = URL.createObjectURL(await response.blob())
      setSource(url)
    }
    load().catch(() => {
      if (!controller.signal.aborted) onDeleted()
    })
    return () => {
      controller.abort()
      if (url !== null) URL.revokeObjectURL(url)
    }
  }, [address, onDeleted])
  return (
    <audio controls aria-label={name} className="h-10 w-80 max-w-full" {...(source === null ? {} : { src: source })} />
  )
}

export function FileList({ files }: { files: readonly FileRef[] }) {
  return (
    <ul aria-label={t('runs.files')} className="flex flex-col gap-2">
      {files.map((file) => (
        <li key={file.fileId}>
          <FileView file={file} />
        </li>
      ))}
    </ul>
  )
}
