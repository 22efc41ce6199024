'use client'
import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { uploadFile } from '@/lib/client/http/upload-file'
import { t } from '@/lib/client/messages/t'
import { MAX_PAGE_IMAGE_BYTES, uploadPageImage } from '@/lib/contracts/page-images'
import { pageImageUrl } from './page-image-url'

export interface ImageFieldProps {
  appId: string
  label: string
  hint: string
  imageId: string | null
  onChange: (imageId: string | null) => void
}

/** An image that is uploaded when selected. It is shown to visitors once the settings are saved. */
export function ImageField({ appId, label, hint, imageId, onChange }: ImageFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  async function upload(file: File | undefined) {
    if (!file) return
    if (file.size > MAX_PAGE_IMAGE_BYTES)
      return setProblem(t('publish.imageTooLarge', { size: MAX_PAGE_IMAGE_BYTES / 1024 }))
    setProblem(null)
    setBusy(true)
    try {
      onChange((await uploadFile(uploadPageImage, { params: { appId }, file })).id)
    } catch (error) {
      setProblem(error instanceof Error ? error.message : t('common.errorUnknown'))
    } finally {
      setBusy(false)
    }
  }
  return (
    <fieldset aria-label={label} className="flex min-w-0 gap-3 rounded-md border bg-surface p-3">
      <span className="flex size-14 shrink-0 items-center justify-center overflow-hidden rounded-md border bg-sunken text-muted">
        {imageId === null ? (
          <Icon name="sparkles" size={18} />
        ) : (
          // biome-ignore lint/performance/noImgElement: a small file of the workspace, which next/image does not serve.
          <img src={pageImageUrl(appId, imageId)} alt="" className="size-full object-contain" />
        )}
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-1.5">
        <p className="font-medium text-sm">{label}</p>
        <p className="text-muted text-xs">{hint}</p>
        <div className="flex flex-wrap gap-2">
          <Button size="sm" busy={isBusy} onClick={() => input.current?.click()}>
            {t(imageId === null ? 'publish.imageUpload' : 'publish.imageReplace')}
          </Button>
          {imageId === null ? null : (
            <Button size="sm" variant="ghost" onClick={() => onChange(null)}>
              {t('publish.imageRemove')}
            </Button>
          )}
        </div>
        {problem === null ? null : (
          <p role="alert" className="text-danger text-xs">
            {problem}
          </p>
        )}
        <input
          ref={input}
          type="file"
          accept="image/png,image/webp"
          aria-label={label}
          hidden
          onChange={(event) => {
            void upload(event.target.files?.[0])
            event.target.value = ''
          }}
        />
      </div>
    </fieldset>
  )
}
