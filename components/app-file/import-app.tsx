'use client'
import { type ReactNode, useState } from 'react'
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

/** Previews one file and creates an app from it. */
export function ImportDialog(props: { file: File; onClose: () => void }) {
  return <LazyDialog open part={importDialog} props={props} onClose={props.onClose} />
}
