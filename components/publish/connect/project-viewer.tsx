'use client'
import { useState } from 'react'
import { cn } from '@/components/ui/cn'
import { CodeBlock } from '@/components/ui/code-block'
import { Icon } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import type { ProjectFile } from '@/lib/contracts/exports'
import { type FileTreeRow, fileTree } from './file-tree'

export interface ProjectViewerProps {
  files: readonly ProjectFile[]
}

/** The file tree of a project on the left, the selected file on the right. */
export function ProjectViewer({ files }: ProjectViewerProps) {
  const [selected, setSelected] = useState('README.md')
  const shown = files.find((file) => file.path === selected) ?? files[0]
  if (!shown) return null
  return (
    <div className="grid gap-4 sm:grid-cols-[14rem_minmax(0,1fr)]">
      <nav aria-label={t('exportCode.files')} className="max-h-[24vh] overflow-y-auto sm:max-h-[56vh]">
        <ul className="flex flex-col text-sm">
          {fileTree(files.map((file) => file.path)).map((row) => (
            <TreeRow
              key={row.path}
              row={row}
              isSelected={row.path === shown.path}
              onSelect={() => setSelected(row.path)}
            />
          ))}
        </ul>
      </nav>
      <CodeBlock
        key={shown.path}
        title={shown.path}
        code={shown.content}
        wrap={shown.path.endsWith('.md')}
        className="min-w-0 self-start [&_pre]:max-h-[calc(56vh-2rem)]"
      />
    </div>
  )
}

interface TreeRowProps {
  row: FileTreeRow
  isSelected: boolean
  onSelect: () => void
}

function TreeRow({ row: { name, depth, isFolder }, isSelected, onSelect }: TreeRowProps) {
  const style = { paddingLeft: `${8 + depth * 14}px` }
  if (isFolder) {
    return (
      <li className="flex h-7 items-center gap-1.5 text-muted" style={style}>
        <Icon name="chevron-down" size={13} />
        <span className="truncate">{name}</span>
      </li>
    )
  }
  return (
    <li>
      <button
        type="button"
        style={style}
        aria-current={isSelected ? 'true' : undefined}
        onClick={onSelect}
        className={cn(
          'flex h-7 w-full items-center gap-1.5 rounded-md pr-2 text-left hover:bg-hover',
          isSelected && 'bg-hover font-medium',
        )}
      >
        <Icon name="file" size={13} className="shrink-0 text-muted" />
        <span className="truncate">{name}</span>
      </button>
    </li>
  )
}
