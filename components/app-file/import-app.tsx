'use client'
import { type ReactNode, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { DropArea } from '@/components/ui/drop-area'
import { LazyDialog } from '@/components/ui/lazy-part'
import { makePart } from '@/components/ui/part'
import { t } from '@/lib/client/messages/t'

const importDialog = makePart(() => import('./import-app-dialog').then((module) => module.default))

/** Accepts app files dropped anywhere inside. */
export function AppFileDrop({ children, className }: { children: ReactNode; className?: string }) {
  const [file, setFile] = useState<File | null>(null)
  return (
    <DropArea
      label={t('appFile.drop')}
      onFiles={([first]) => first && setFile(first)}
      {...(className === undefined ? {} : { className })}
    >
      {children}
      {file ? <ImportDialog file={file} onClose={() => setFile(null)} /> : null}
    </DropArea>
  )
}

export function ImportAppButton() {
  const input = useRef<HTMLInputElement>(null)
  const [file, setFile] = useState<File | null>(null)
  return (
    <>
      <Button icon="file-up" onClick={() => input.current?.click()}>
        {t('appFile.import')}
      </Button>
      <input
        ref={input}
        type="file"
        // YAML is accepted for files of Dify, so that the import reports what it can and cannot convert.
        accept=".json,application/json,.yml,.yaml"
        tabIndex={-1}
        aria-label={t('appFile.importTitle')}
        className="sr-only"
        onChange={(event) => {
          setFile(event.target.files?.[0] ?? null)
          event.target.value = ''
        }}
      />
      {file ? <ImportDialog file={file} onClose={() => setFile(null)} /> : null}
    </>
  )
}

function ImportDialog(props: { file: File; onClose: () => void }) {
  return <LazyDialog open part={importDialog} props={props} onClose={props.onClose} />
}
