import type { Attachment, Comment } from "../domain/comment.ts";
import type { Words } from "../i18n/words.ts";
import type { Links } from "./links.ts";
import { webUrl } from "./web-url.ts";

/** What is attached to a comment, as a link to where it lies. */
export interface AttachmentView {
  url: string;
  label: string;
}

/** A picture that is attached, by way of this node. */
export interface PictureView {
  src: string;
  /** What is to be seen on it; that it is a picture, where nobody says. */
  alt: string;
}

/** The locals of `thread/pictures`. */
export interface PicturesView {
  open: PictureView[];
  /** Those that are only shown to whoever wants to see them, each with what it is called. */
  folded: { label: string; picture: PictureView }[];
}

const kinds: Record<string, "comment.image" | "comment.video" | "comment.audio"> = {
  image: "comment.image",
  video: "comment.video",
  audio: "comment.audio",
};

type Attached = Pick<Comment, "attachments">;

/** All that is attached, as links; an address that is none of the web's is left out. */
export function viewAttachments(words: Words, { attachments }: Attached): AttachmentView[] {
  return attachments.filter(({ url }) => webUrl(url)).map((attachment) => viewAttachment(words, attachment));
}

/** What is attached and cannot be shown, as links. */
export function viewFiles(words: Words, links: Pick<Links, "attachment">, { attachments }: Attached): AttachmentView[] {
  return viewAttachments(words, { attachments: attachments.filter((one) => sourceOf(links, one) === null) });
}

/** The pictures that are attached; null where there are none. */
export function viewPictures(
  words: Words,
  links: Pick<Links, "attachment">,
  { attachments }: Attached,
): PicturesView | null {
  const view: PicturesView = { open: [], folded: [] };
  for (const one of attachments) {
    const src = sourceOf(links, one);
    const picture = src && { src, alt: one.alt || words.t("comment.image") };
    if (!picture) continue;
    if (one.sensitive) view.folded.push({ label: viewAttachment(words, one).label, picture });
    else view.open.push(picture);
  }
  return view.open.length + view.folded.length > 0 ? view : null;
}

function sourceOf(links: Pick<Links, "attachment">, { url, mediaType }: Attachment): string | null {
  return mediaType.startsWith("image/") && webUrl(url) ? links.attachment(url) : null;
}

function viewAttachment({ t }: Words, { url, mediaType, alt, sensitive }: Attachment): AttachmentView {
  const kind = t(kinds[mediaType.split("/")[0] ?? ""] ?? "comment.file");
  const named = sensitive ? t("comment.sensitive", { kind }) : kind;
  const text = alt.length > 120 ? `${alt.slice(0, 119)}…` : alt;
  return { url, label: text ? t("comment.described", { kind: named, text }) : named };
}
