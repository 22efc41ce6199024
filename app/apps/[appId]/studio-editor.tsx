'use client'
import { EditorPage } from '@/components/canvas/editor-page'

/** Puts the canvas and the publish dialog together: neither feature knows the other. */
export function StudioEditor({ appId }: { appId: string }) {
  return <EditorPage appId={appId} />
}
