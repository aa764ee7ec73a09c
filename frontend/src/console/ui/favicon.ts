/** A number, or a mark while something rings, on the page's icon: it is seen among twenty tabs. */

const SIZE = 64;

const link = document.querySelector<HTMLLinkElement>("link[rel~='icon']");
const plain = link?.href ?? "";
let picture: Promise<HTMLImageElement> | null = null;
let wanted = "";

/** Shows the words, of one or two letters; nothing goes back to the plain icon. */
export async function markFavicon(words: string, colour: string): Promise<void> {
  if (!link || wanted === words) return;
  wanted = words;
  if (words === "") {
    link.href = plain;
    return;
  }
  const icon = await (picture ??= load(plain)).catch(() => null);
  // While it was loading something else may have become of it.
  if (wanted === words) link.href = drawn(icon, words, colour);
}

function load(url: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image(SIZE, SIZE);
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error(`no icon at ${url}`));
    image.src = url;
  });
}

function drawn(icon: HTMLImageElement | null, words: string, colour: string): string {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIZE;
  const context = canvas.getContext("2d");
  if (!context) return plain;
  if (icon) context.drawImage(icon, 0, 0, SIZE, SIZE);
  const radius = SIZE * 0.3;
  context.fillStyle = colour;
  context.beginPath();
  context.arc(SIZE - radius, SIZE - radius, radius, 0, 2 * Math.PI);
  context.fill();
  context.fillStyle = "#fff";
  context.font = `bold ${radius * 1.3}px sans-serif`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(words, SIZE - radius, SIZE - radius + 1);
  return canvas.toDataURL("image/png");
}
