'use client'
import { useReactFlow } from '@xyflow/react'
import type { ReactNode } from 'react'
import { DropArea } from '@/components/ui/drop-area'
import { t } from '@/lib/client/messages/t'
import { useEditor } from '../state/editor-context'

/** Accepts files dropped anywhere in the editor and opens the dialog that asks how to use them. */
export function FileDrop({ children, className }: { children: ReactNode; className: string }) {
  const { ui } = useEditor()
  const { screenToFlowPosition } = useReactFlow()
  return (
    <DropArea
      label={t('canvasFiles.drop')}
      className={className}
      onFiles={(files, point) => {
        const isOnCanvas = document.elementFromPoint(point.x, point.y)?.closest('.react-flow') != null
        ui.getState().set({ files: { files, ...(isOnCanvas ? { at: screenToFlowPosition(point) } : {}) } })
      }}
    >
      {children}
    </DropArea>
  )
}
