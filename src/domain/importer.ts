import type { ImportSource } from "./import.ts";

/** What an importer can be told besides the file: an option of its command, a field of its form. */
export interface ImporterOption {
  /** In small letters, as in `--texts`. */
  name: string;
  /** A sentence that says what it is for, without a full stop. */
  label: string;
  /** What stands for the value in help, such as `algorithm`. */
  value: string;
  /** All that may be said; anything where they are left out. */
  choices?: readonly string[];
  /** What counts where nothing is said; must be one of the choices. */
  otherwise?: string;
}

/** What an export is opened with. */
export interface ImportChoices {
  /** The id of the site that it is read for. */
  site: string;
  /** What was said to each option, by its name; none that is not said. */
  values: Readonly<Record<string, string>>;
  /** The public origin of this node, by which its own comments are told where others list them; unknown where left out. */
  origin?: string;
}

/** One kind of export that can be read. */
export interface Importer {
  /** By which commands and forms name it, in small letters, such as `isso`. */
  name: string;
  /** What people call the software. */
  title: string;
  /** What the file is, without a full stop, such as `an export of Disqus, XML or gzipped`. */
  file: string;
  options: readonly ImporterOption[];
  /**
   * Whether a file that starts so is one of these: the first 64,000 characters or fewer, unpacked where it is gzipped. In a
   * binary file what is no text is U+FFFD.
   */
  detect(head: string): boolean;
  /** Opens one. Throws `not-found`, `invalid` and `unsupported` for a file that cannot be read, here or while it is read. */
  open(file: string, choices: ImportChoices): Promise<ImportSource>;
}

/** Every kind that is known. */
export interface Importers {
  all: readonly Importer[];
  /** Which of them a file is for, by its content; null when none knows it. Throws what opening a file throws. */
  detect(file: string): Promise<Importer | null>;
}
