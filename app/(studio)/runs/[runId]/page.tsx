import { RunPage } from '@/components/runs/run-page'

export const metadata = { title: 'Run' }

export default async function Page({ params }: { params: Promise<{ runId: string }> }) {
  const { runId } = await params
  return <RunPage runId={runId} />
}
