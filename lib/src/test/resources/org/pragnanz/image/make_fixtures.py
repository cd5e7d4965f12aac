"""Small pictures in many encodings and what Pillow makes of them.

    python3 make_fixtures.py        (Pillow 9.4.0, torchvision 0.14.1, Debian 12)

writes pillow.csv (name, width, height, crc32 of the RGB bytes, the file in base64) and torchvision.csv
(width, height, resize, crop, crc32 of the view of a formula picture). Two kinds of file are not taken
from Pillow's own conversion: grey of 16 bits, which Pillow clips at 255 (here: the upper 8 bits), and
turned TIFF, which Pillow 9.4 turns when it loads and exif_transpose turns again (here: once).
"""
import base64
import csv
import io
import struct
import zlib

import numpy as np
from PIL import Image, ImageOps, PngImagePlugin
from torchvision import transforms


def picture(width, height):
    y, x, c = np.mgrid[0:height, 0:width, 0:3]
    return Image.fromarray(((x * 7 + y * 13 + c * 29 + x * y % 11 * 5) % 256).astype("u1"))


RGB = picture(29, 19)
GREY = RGB.convert("L")
PALETTE = RGB.quantize(40)
FILES = {}


def save(name, image, **options):
    out = io.BytesIO()
    kind = name.split(".")[1]
    image.save(out, {"jpg": "JPEG", "tif": "TIFF", "ppm": "PPM"}.get(kind, kind), **options)
    FILES[name] = bytearray(out.getvalue())
    return FILES[name]


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(name, width, height, depth, colour, samples):
    rows = b"".join(b"\0" + row.tobytes() for row in samples)
    FILES[name] = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def without(file, start):
    """A JPEG without its first segment that starts so."""
    at = file.index(start) - 4
    return file[:at] + file[at + 2 + struct.unpack(">H", file[at + 2 : at + 4])[0] :]


for sampling, name in enumerate(("444", "422", "420")):
    save(f"colour{name}.jpg", RGB, subsampling=sampling, optimize=True)
save("grey.jpg", GREY, optimize=True)
save("progressive.jpg", RGB, progressive=True)
save("profile.jpg", RGB, icc_profile=b"no profile" * 3, optimize=True)
# 16x32 blocks of 4:2:2 read as 32x16 blocks of 4:4:0: another picture, and a valid one.
tall = save("tall440.jpg", picture(32, 32), subsampling=1, optimize=True)
frame = tall.index(b"\xff\xc0")
tall[frame + 11] = 0x12
tall[frame + 5 : frame + 9] = struct.pack(">HH", 27, 31)
bare = without(FILES["colour444.jpg"], b"JFIF")
FILES["bare.jpg"] = bare
FILES["adobe0.jpg"] = bare[:2] + b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0\0" + bare[2:]
letters = bytearray(bare)
frame, scan = letters.index(b"\xff\xc0"), letters.index(b"\xff\xda")
for i in range(3):
    letters[frame + 10 + 3 * i] = letters[scan + 5 + 2 * i] = b"RGB"[i]
FILES["letters.jpg"] = letters
values = np.asarray(RGB)
black = 255 - values.max(2, keepdims=True)
inks = Image.fromarray(np.dstack([255 - values - black, black]).astype("u1"), "CMYK")
cmyk = save("cmyk.jpg", inks, optimize=True)
FILES["ycck.jpg"] = bytearray(cmyk)
FILES["ycck.jpg"][cmyk.index(b"Adobe") + 11] = 2
FILES["cmyk_bare.jpg"] = without(cmyk, b"Adobe")
for value in range(1, 9):
    exif = Image.Exif()
    exif[0x112] = value
    save(f"exif{value}.jpg", GREY, exif=exif, optimize=True, quality=40)
save("exif8.png", RGB, exif=exif)
save("colour.png", RGB)
save("alpha.png", Image.merge("RGBA", (*RGB.split(), GREY)))
save("grey_alpha.png", RGB.convert("LA"))
save("palette.png", PALETTE)
save("palette_alpha.png", PALETTE, transparency=bytes(range(40)))
save("palette2.png", RGB.quantize(4), bits=2)
save("bits.png", RGB.convert("1"))
noise = np.random.RandomState(0).randint
png("grey2.png", 29, 19, 2, 0, noise(0, 256, (19, 8)).astype("u1"))
png("grey4.png", 29, 19, 4, 0, noise(0, 256, (19, 15)).astype("u1"))
deep = noise(0, 65536, (7, 9)).astype(">u2")
png("grey16.png", 9, 7, 16, 0, deep)
png("grey_alpha16.png", 9, 7, 16, 4, noise(0, 65536, (7, 18)).astype(">u2"))
png("colour16.png", 9, 7, 16, 2, noise(0, 65536, (7, 27)).astype(">u2"))
png("alpha16.png", 9, 7, 16, 6, noise(0, 65536, (7, 36)).astype(">u2"))
gif = save("palette.gif", PALETTE, transparency=5)
save("moving.gif", PALETTE, save_all=True, append_images=[PALETTE.transpose(0)])
# The same frame three columns and two rows into a larger screen.
part = bytearray(gif)
part[6:10] = struct.pack("<HH", 35, 24)
image = part.index(b",\0\0\0\0")
part[image + 1 : image + 5] = struct.pack("<HH", 3, 2)
FILES["part.gif"] = part
turned = {value: bytes(FILES[f"exif{value}.jpg"]) for value in (3, 6)}
segment = turned[3][turned[3].index(b"\xff\xe1") :]
segment = segment[: 2 + struct.unpack(">H", segment[2:4])[0]]
FILES["two_exif.jpg"] = turned[6][:2] + turned[6][2:].replace(b"\xff\xdb", segment + b"\xff\xdb", 1)
XMP = '<rdf:Description xmlns:tiff="http://ns.adobe.com/tiff/1.0/" %s/>'
for name, text, packed, options in (
    ("xmp6.png", XMP % 'tiff:Orientation="6"', False, {}),
    ("xmp8_packed.png", XMP % "><tiff:Orientation>8</tiff:Orientation><", True, {}),
    ("xmp6_exif8.png", XMP % 'tiff:Orientation="6"', False, {"exif": exif}),
    ("xmp9.png", XMP % 'tiff:Orientation="9"', False, {}),
):
    info = PngImagePlugin.PngInfo()
    info.add_itxt("XML:com.adobe.xmp", text, zip=packed)
    save(name, RGB, pnginfo=info, **options)
save("colour.webp", RGB, quality=70)
save("exact.webp", RGB, lossless=True)
save("alpha.webp", Image.merge("RGBA", (*RGB.split(), GREY)), quality=60)
save("exif8.webp", RGB, quality=70, exif=exif)
save("colour.ppm", RGB)
FILES["grey.pgm"] = b"P5 # a comment\n29 19 255\n" + GREY.tobytes()
FILES["bits.pbm"] = b"P4 29 19\n" + RGB.convert("1").tobytes("raw", "1;I")
FILES["written.pgm"] = b"P2 3 2 255\n0 10 20\n30 255 7\n"
FILES["grey16.pgm"] = b"P5 9 7 65535\n" + deep.tobytes()
save("colour.bmp", RGB)
save("palette.bmp", PALETTE)
pixels = noise(0, 256, 7 * 20).astype("u1").tobytes()
header = struct.pack("<IiiHHIIiiII", 40, 9, 7, 1, 16, 3, len(pixels), 0, 0, 0, 0)
masks = struct.pack("<III", 0xF800, 0x7E0, 0x1F)
FILES["bits565.bmp"] = b"BM" + struct.pack("<IHHI", 66 + len(pixels), 0, 0, 66) + header + masks + pixels
save("colour.tif", RGB, compression="tiff_lzw")
save("cmyk.tif", inks, compression="tiff_lzw")
save("palette.tif", PALETTE, compression="tiff_lzw")
save("bits.tif", RGB.convert("1"), compression="group4")
save("exif6.tif", RGB, compression="tiff_lzw", tiffinfo={0x112: 6})

with open("pillow.csv", "w", newline="") as out:
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["name", "width", "height", "crc32", "base64"])
    for name, file in FILES.items():
        opened = Image.open(io.BytesIO(file))
        if name.startswith("grey16."):
            rgb = Image.fromarray((deep >> 8).astype("u1")).convert("RGB")
        elif name.endswith(".tif"):
            rgb = opened.convert("RGB")
        else:
            rgb = ImageOps.exif_transpose(opened).convert("RGB")
        table.writerow([name, *rgb.size, zlib.crc32(rgb.tobytes()), base64.b64encode(file).decode()])

with open("torchvision.csv", "w", newline="") as out:
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["width", "height", "resize", "crop", "crc32"])
    sizes = [(1, 1), (3, 500), (500, 3), (256, 256), (255, 257), (224, 224), (1000, 257), (101, 100)]
    for width, height, resize, crop in [(w, h, 256, 224) for w, h in sizes] + [
        (40, 30, 20, 32),
        (31, 90, 20, 33),
        (77, 50, 32, 25),
    ]:
        view = transforms.Compose([transforms.Resize(resize), transforms.CenterCrop(crop)])
        table.writerow([width, height, resize, crop, zlib.crc32(view(picture(width, height)).tobytes())])
