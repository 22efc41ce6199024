import { TrainingJobPage } from '@/components/training/training-job-page'

export const metadata = { title: 'Training' }

export default async function Page({ params }: { params: Promise<{ jobId: string }> }) {
  const { jobId } = await params
  return <TrainingJobPage jobId={jobId} />
}
