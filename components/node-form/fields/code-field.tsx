'use client'
import dynamic from 'next/dynamic'
import { Skeleton } from '@/components/ui/skeleton'
import { Textarea } from '@/components/ui/textarea'
import type { CodeEditorProps } from './code-editor'

/** Loads the large editor on demand. If it cannot be loaded, a plain field is used. */
export const CodeField = dynamic<CodeEditorProps>(() => import('./code-editor').catch(() => ({ default: PlainCode })), {
  ssr: false,
  loading: () => <Skeleton className="h-40" />,
})

function PlainCode({ value, onChange, control }: CodeEditorProps) {
  return (
    <Textarea
      {...control}
      value={value}
      rows={8}
      spellCheck={false}
      onChange={(event) => onChange(event.target.value)}
      className="font-mono text-xs leading-5"
    />
  )
}
