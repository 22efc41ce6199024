'use client'
import { EditorPage } from '@/components/canvas/editor-page'
import { LazyDialog } from '@/components/ui/lazy-part'
import { makePart } from '@/components/ui/part'

const publishDialog = makePart(() => import('@/components/publish/publish-dialog').then((module) => module.default))

/** Connects the canvas and the publish dialog, which are separate features. */
export function StudioEditor({ appId }: { appId: string }) {
  return (
    <EditorPage
      appId={appId}
      renderPublish={(props) => (
        <LazyDialog
          part={publishDialog}
          open={props.open}
          props={{ appId, ...props }}
          onClose={() => props.onOpenChange(false)}
        />
      )}
    />
  )
}
