import { Trans, useLingui } from '@lingui/react/macro'
import { IconPhoto } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { Contact } from '@/api/types'
import { type Cut, middle, moved, square } from '@/lib/crop'
import { Dialog } from '@/ui/Dialog'
import { DialogButtons } from '@/ui/DialogButtons'
import { ErrorNote } from '@/ui/ErrorNote'
import { notify } from '@/ui/notify'
import styles from './Picture.module.css'

/** Side of the picture that is kept, in pixels: sharp at the largest size shown, and far below what the server takes. */
const kept = 512

const seen = 256

interface Props {
  contact: Contact
  onClose: () => void
}

/** Chooses a picture, cuts it to a square here in the browser, and only then sends it. */
export function PictureDialog({ contact, onClose }: Props) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const [image, setImage] = useState<ImageBitmap | null>(null)
  const [unread, setUnread] = useState(false)
  const [cut, setCut] = useState(middle)
  const save = useMutation<Contact, Problem, ImageBitmap>({
    mutationFn: async (picture) => http.put(`/contacts/${contact.id}/picture`, await drawn(picture, cut)),
    onSuccess: (saved) => {
      queries.setQueryData(['contacts', saved.id], saved)
      void queries.invalidateQueries({ queryKey: ['contacts'] })
      onClose()
      notify.done(t`Saved.`)
    },
  })
  const choose = async (file: File | undefined) => {
    if (!file) return
    const read = await createImageBitmap(file).catch(() => null)
    setUnread(read === null)
    setImage(read)
    setCut(middle)
  }
  return (
    <Dialog
      title={t`Picture of ${contact.name}`}
      opened
      size="small"
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault()
        if (image) save.mutate(image)
      }}
      footer={<DialogButtons onCancel={onClose} act={t`Save`} pending={save.isPending} />}
    >
      <label className={styles.file}>
        <IconPhoto size={18} aria-hidden="true" />
        {image ? <Trans>Choose another picture</Trans> : <Trans>Choose a picture</Trans>}
        <input
          type="file"
          accept="image/*"
          className="visually-hidden"
          data-autofocus
          onChange={(event) => void choose(event.currentTarget.files?.[0])}
        />
      </label>
      {unread ? (
        <p role="alert" className={styles.unread}>
          <Trans>This file is no picture that the browser can read. Choose a JPEG, PNG or GIF.</Trans>
        </p>
      ) : null}
      {image ? <Cutter image={image} cut={cut} onChange={setCut} /> : null}
      {save.error ? <ErrorNote error={save.error} /> : null}
    </Dialog>
  )
}

interface CutterProps {
  image: ImageBitmap
  cut: Cut
  onChange: (cut: Cut) => void
}

/** What will be kept, to be dragged; the three sliders do the same without dragging. */
function Cutter({ image, cut, onChange }: CutterProps) {
  const { t } = useLingui()
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => paint(canvas.current, image, cut), [image, cut])
  const drag = (event: React.PointerEvent) => {
    if (event.buttons !== 1) return
    const scale = square(image.width, image.height, cut).side / seen
    onChange(moved(image.width, image.height, cut, event.movementX * scale, event.movementY * scale))
  }
  return (
    <div className={styles.cutter}>
      <canvas
        ref={canvas}
        width={kept}
        height={kept}
        className={styles.canvas}
        role="img"
        aria-label={t`What will be shown`}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
      />
      <Slider
        label={t`Zoom`}
        min={1}
        max={4}
        value={cut.zoom}
        onChange={(zoom) => onChange({ ...cut, zoom })}
      />
      <Slider label={t`Left to right`} value={cut.x} onChange={(x) => onChange({ ...cut, x })} />
      <Slider label={t`Up and down`} value={cut.y} onChange={(y) => onChange({ ...cut, y })} />
    </div>
  )
}

interface SliderProps {
  label: string
  min?: number
  max?: number
  value: number
  onChange: (value: number) => void
}

function Slider({ label, min = 0, max = 1, value, onChange }: SliderProps) {
  return (
    <label className={styles.slider}>
      <span>{label}</span>
      <input
        type="range"
        min={min}
        max={max}
        step={0.01}
        value={value}
        onChange={(event) => onChange(Number(event.currentTarget.value))}
      />
    </label>
  )
}

function paint(canvas: HTMLCanvasElement | null, image: ImageBitmap, cut: Cut): void {
  const { left, top, side } = square(image.width, image.height, cut)
  const context = canvas?.getContext('2d')
  if (!context) return
  // A picture that is transparent somewhere becomes one on white: what is kept is a JPEG.
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, kept, kept)
  context.drawImage(image, left, top, side, side, 0, 0, kept, kept)
}

function drawn(image: ImageBitmap, cut: Cut): Promise<Blob> {
  const canvas = document.createElement('canvas')
  canvas.width = kept
  canvas.height = kept
  paint(canvas, image, cut)
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/jpeg', 0.9),
  )
}
