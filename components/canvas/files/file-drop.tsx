'use client'
import { useReactFlow } from '@xyflow/react'
import type { ReactNode } from 'react'
import { DropArea } from '@/components/ui/drop-zone'
import { t } from '@/lib/client/messages/t'
import { useEditor } from '../state/editor-context'

/** Takes files that are dropped anywhere in the editor; what can be done with them is asked in a dialog. */
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
