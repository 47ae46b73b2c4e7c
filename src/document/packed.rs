//! Packed input: gzip and Zstandard. In: a stream of bytes. Out: the stream unpacked, where its first bytes say that it
//! is packed, else as it is.
//!
//! A damaged member of a gzip file is an error once; reading then goes on with the next member, so that one bad record of
//! a web archive costs no more than itself. The last bytes of a member are handed out only when its checksum has been
//! compared, so that whoever reads to its end knows that it is sound. What unfolds out of all proportion is refused.

use flate2::bufread::GzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::io::{self, BufRead, BufReader, Cursor, Read};

/// Bytes that may unfold from any input. Guessed: four of the largest documents.
const FREE: u64 = 64 << 20;
/// How many bytes may come of one. Guessed: text packs to a fifth, tables to a fiftieth, deflate's limit is 1032.
const RATIO: u64 = 400;
/// Bytes that are unpacked at once.
const CHUNK: usize = 32 << 10;
/// What a member of a gzip file begins with.
const GZIP: [u8; 3] = [0x1f, 0x8b, 8];
/// What a Zstandard frame begins with.
const ZSTD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

type Stream<'r> = Box<dyn BufRead + 'r>;

/// The stream without its packing.
///
/// # Errors
/// If its first bytes cannot be read.
pub fn unpacked<'r>(input: Stream<'r>) -> io::Result<Stream<'r>> {
    bounded(input, FREE)
}

fn bounded<'r>(mut input: Stream<'r>, free: u64) -> io::Result<Stream<'r>> {
    let head = input.fill_buf()?;
    if head.starts_with(&GZIP) {
        let members = Members { input: Some(Counted { input, read: 0 }), ..Members::default() };
        return Ok(Box::new(BufReader::new(Bounded { input: members, unfolded: 0, free })));
    }
    if head.starts_with(&ZSTD) {
        let frames = Frames { input: Counted { input, read: 0 }, frame: FrameDecoder::new() };
        return Ok(Box::new(BufReader::new(Bounded { input: frames, unfolded: 0, free })));
    }
    Ok(input)
}

/// A stream that knows how much of it was read.
struct Counted<'r> {
    input: Stream<'r>,
    read: u64,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.read += read as u64;
        Ok(read)
    }
}

impl BufRead for Counted<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.input.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.read += amount as u64;
        self.input.consume(amount);
    }
}

/// What unpacks, and how many packed bytes it has taken.
trait Unpack: Read {
    fn taken(&self) -> u64;
}

/// What unpacks, but no more than is plausible.
struct Bounded<U> {
    input: U,
    unfolded: u64,
    /// Bytes that may unfold from any input.
    free: u64,
}

impl<U: Unpack> Read for Bounded<U> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.unfolded > self.free && self.unfolded / RATIO > self.input.taken() {
            let message = format!("it unfolds to more than {RATIO} times its size; unpack it yourself if you trust it");
            return Err(io::Error::other(message));
        }
        let read = self.input.read(buffer)?;
        self.unfolded += read as u64;
        Ok(read)
    }
}

/// The members of a gzip file, one after the other.
#[derive(Default)]
struct Members<'r> {
    /// Between two members.
    input: Option<Counted<'r>>,
    member: Option<GzDecoder<Counted<'r>>>,
    /// Bytes to hand out.
    ready: Cursor<Vec<u8>>,
    /// Bytes after them, which may be the last of a member and wait until it is known to be sound.
    held: Vec<u8>,
}

impl Members<'_> {
    /// Begins the next member; false at the end. What is no member, as padding, is passed over.
    fn advance(&mut self) -> io::Result<bool> {
        let Some(mut input) = self.input.take() else { return Ok(self.member.is_some()) };
        let found = seek(&mut input);
        match found {
            Ok(true) => self.member = Some(GzDecoder::new(input)),
            _ => self.input = Some(input),
        }
        found
    }
}

/// Passes over bytes until a member begins; false when none does.
fn seek(input: &mut Counted<'_>) -> io::Result<bool> {
    loop {
        let bytes = input.fill_buf()?;
        if bytes.is_empty() {
            return Ok(false);
        }
        match bytes.windows(GZIP.len()).position(|window| window == GZIP) {
            Some(0) => return Ok(true),
            Some(at) => input.consume(at),
            // Two bytes at the end of a buffer may begin a member whose third is not here yet; one byte at a time.
            None if bytes.len() < GZIP.len() => input.consume(1),
            None => {
                let passed = bytes.len() + 1 - GZIP.len();
                input.consume(passed);
            }
        }
    }
}

impl Unpack for Members<'_> {
    fn taken(&self) -> u64 {
        let member = self.member.as_ref().map(GzDecoder::get_ref);
        self.input.as_ref().or(member).map_or(0, |input| input.read)
    }
}

impl Members<'_> {
    /// Unpacks more, after which what was held may be handed out; false at the end.
    fn refill(&mut self) -> io::Result<bool> {
        if !self.advance()? {
            return Ok(false);
        }
        let Some(member) = self.member.as_mut() else { return Ok(false) };
        let mut next = vec![0; CHUNK];
        match member.read(&mut next) {
            Ok(read) => {
                next.truncate(read);
                if read == 0 {
                    self.input = self.member.take().map(GzDecoder::into_inner);
                }
                self.ready = Cursor::new(std::mem::replace(&mut self.held, next));
                Ok(true)
            }
            Err(error) => {
                self.held.clear();
                self.input = self.member.take().map(GzDecoder::into_inner);
                let end = error.kind() == io::ErrorKind::UnexpectedEof;
                let what = if end { "the gzip data end too early" } else { "the gzip data are damaged" };
                Err(io::Error::other(format!("{what}, at byte {}; get the file again", self.taken())))
            }
        }
    }
}

impl Read for Members<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.ready.read(buffer)?;
            if read > 0 || buffer.is_empty() || !self.refill()? {
                return Ok(read);
            }
        }
    }
}

/// The frames of a Zstandard file, one after the other.
struct Frames<'r> {
    input: Counted<'r>,
    frame: FrameDecoder,
}

impl Frames<'_> {
    /// Begins the next frame; false at the end.
    fn advance(&mut self) -> io::Result<bool> {
        while !self.input.fill_buf()?.is_empty() {
            match self.frame.reset(&mut self.input) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    io::copy(&mut (&mut self.input).take(length.into()), &mut io::sink())?;
                }
                Err(_) => return Err(self.damaged()),
            }
        }
        Ok(false)
    }

    /// What the decoder says of it is for programmers; whether there is more to read is for everybody.
    fn damaged(&mut self) -> io::Error {
        let end = self.input.fill_buf().is_ok_and(<[u8]>::is_empty);
        let what = if end { "the Zstandard data end too early" } else { "the Zstandard data are damaged" };
        io::Error::other(format!("{what}, at byte {}; get the file again", self.input.read))
    }
}

impl Unpack for Frames<'_> {
    fn taken(&self) -> u64 {
        self.input.read
    }
}

impl Read for Frames<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.frame.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            if !self.frame.is_finished() {
                let decoded = self.frame.decode_blocks(&mut self.input, BlockDecodingStrategy::UptoBlocks(1));
                decoded.map_err(|_| self.damaged())?;
            } else if !self.advance()? {
                return Ok(0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut packed = GzEncoder::new(Vec::new(), Compression::default());
        packed.write_all(text).unwrap();
        packed.finish().unwrap()
    }

    fn zstd(text: &[u8]) -> Vec<u8> {
        ruzstd::encoding::compress_to_vec(text, ruzstd::encoding::CompressionLevel::Fastest)
    }

    fn text(packed: &[u8]) -> io::Result<String> {
        let mut text = String::new();
        unpacked(Box::new(packed))?.read_to_string(&mut text).map(|_| text)
    }

    #[test]
    fn members_and_frames_one_after_the_other() {
        assert_eq!(text(b"plain").unwrap(), "plain");
        assert_eq!(text(&[gzip(b"a "), gzip(b""), gzip(b"b")].concat()).unwrap(), "a b");
        let skipped = [&[0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0][..], b"abc"].concat();
        assert_eq!(text(&[zstd(b"a "), skipped, zstd(b"b")].concat()).unwrap(), "a b");
    }

    #[test]
    fn a_damaged_member_costs_only_itself() {
        let mut bad = gzip(&(0..=255).cycle().take(5_000).map(|byte: u8| byte.wrapping_mul(37)).collect::<Vec<_>>());
        let middle = bad.len() / 2;
        bad[middle..middle + 20].fill(0xff);
        let packed = [gzip(b"first"), bad, gzip(b"last")].concat();
        let (mut stream, mut errors, mut read) = (unpacked(Box::new(packed.as_slice())).unwrap(), 0, Vec::new());
        while errors < 5 {
            match stream.fill_buf() {
                Ok([]) => break,
                Ok(bytes) => {
                    read.extend_from_slice(bytes);
                    let length = bytes.len();
                    stream.consume(length);
                }
                Err(_) => errors += 1,
            }
        }
        assert_eq!(errors, 1);
        assert!(read.starts_with(b"first") && read.ends_with(b"last"));
    }

    #[test]
    fn a_member_with_a_wrong_checksum_is_not_handed_out_to_its_end() {
        for length in [20, CHUNK, 3 * CHUNK + 5] {
            let mut bad = gzip(&vec![b'a'; length]);
            let checksum = bad.len() - 8;
            bad[checksum] ^= 1;
            let packed = [bad, gzip(b"last")].concat();
            let (mut stream, mut read) = (unpacked(Box::new(packed.as_slice())).unwrap(), Vec::new());
            assert!(stream.read_to_end(&mut read).unwrap_err().to_string().starts_with("the gzip data are damaged"));
            assert!(read.len() < length, "{length}");
            read.clear();
            stream.read_to_end(&mut read).unwrap();
            assert_eq!(read, b"last");
        }
    }

    #[test]
    fn bombs_and_stumps() {
        let zeros = vec![0; 4 << 20];
        for packed in [gzip(&zeros), zstd(&zeros)] {
            let told = io::copy(&mut bounded(Box::new(packed.as_slice()), 1 << 20).unwrap(), &mut io::sink());
            assert!(told.unwrap_err().to_string().starts_with("it unfolds to more than 400 times its size"));
        }
        for packed in [gzip(b"a text"), zstd(b"a text of some length")] {
            assert!(text(&packed[..packed.len() - 5]).unwrap_err().to_string().ends_with("get the file again"));
        }
    }
}
