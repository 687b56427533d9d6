import { Trans } from '@lingui/react/macro'
import { Button } from './Button'

interface Props {
  onCancel: () => void
  /** The act in words: "Save", "Create contact". */
  act: string
  pending: boolean
  /** The form to submit, where the button stands outside of it. */
  form?: string
}

/** The foot of a form in a dialog. */
export function DialogButtons({ onCancel, act, pending, form }: Props) {
  return (
    <>
      <Button onClick={onCancel}>
        <Trans>Cancel</Trans>
      </Button>
      <Button kind="primary" type="submit" loading={pending} form={form}>
        {act}
      </Button>
    </>
  )
}
