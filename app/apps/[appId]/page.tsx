import { StudioEditor } from './studio-editor'

export const metadata = { title: 'App' }

export default async function Page({ params }: { params: Promise<{ appId: string }> }) {
  const { appId } = await params
  return <StudioEditor appId={appId} />
}
