import { TimeTravelPage } from '@/components/canvas/time-travel/time-travel-page'

export const metadata = { title: 'Run on the canvas' }

export default async function Page({ params }: { params: Promise<{ appId: string; runId: string }> }) {
  const { appId, runId } = await params
  return <TimeTravelPage appId={appId} runId={runId} />
}
