'use client'
import dynamic from 'next/dynamic'
import { EditorPage } from '@/components/canvas/editor-page'

const PublishDialog = dynamic(() => import('@/components/publish/publish-dialog'))

/** Puts the canvas and the publish dialog together: neither feature knows the other. */
export function StudioEditor({ appId }: { appId: string }) {
  return <EditorPage appId={appId} renderPublish={(props) => <PublishDialog appId={appId} {...props} />} />
}
