'use client'
import { NewTrainingPage, type NewTrainingPageProps } from '@/components/training/new-training-page'
import { LazyDialog } from '@/components/ui/lazy-part'
import { makePart } from '@/components/ui/part'

const uploadDialog = makePart(() =>
  import('@/components/datasets/sources/upload-dialog').then((module) => module.UploadDialog),
)

/** Connects the training form and the upload of examples, which are separate features. */
export function TrainingForm(props: Omit<NewTrainingPageProps, 'renderUpload'>) {
  return (
    <NewTrainingPage
      {...props}
      renderUpload={(upload) => <LazyDialog open part={uploadDialog} props={upload} onClose={upload.onClose} />}
    />
  )
}
