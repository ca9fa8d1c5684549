import time,sys,os
from pathlib import Path
import polars as pl
sys.path.insert(0,'/work/main')
from steadybook.measurements import columnar as c
files=[f.read_bytes() for f in sorted(Path('/tmp/sb/fleet/slos/measurements').glob('*.csv'))]
N=int(sys.argv[1]) if len(sys.argv)>1 else 20
files=files[:N]
def timed(name,f):
    best=(9e9,0)
    for _ in range(3):
        a=time.perf_counter();b=time.process_time();f();w=time.perf_counter()-a;p=time.process_time()-b
        best=min(best,(w,p))
    n=N*33600
    print(f"{name:30} wall {best[0]/n*1e6:.3f} us/row cpu {best[1]/n*1e6:.3f}")
timed('translate',lambda:[d.translate(None,c._PLAIN) for d in files])
timed(':60',lambda:[b':60' in d for d in files])
timed('\\r',lambda:[b'\r' in d for d in files])
timed('.',lambda:[b'.' in d for d in files])
sch=dict.fromkeys(c.HEADER,pl.String)|{"good":pl.Int64,"total":pl.Int64}
timed('read_csv',lambda:[pl.read_csv(d,schema=sch,quote_char=None) for d in files])
timed('_rows',lambda:[c._rows(d,20,pl.Int64) for d in files])
rows=[c._rows(d,20,pl.Int64) for d in files]
timed('_series',lambda:[c._series(d,0) for d in rows])
timed('columnar',lambda:[c.columnar(d) for d in files])
timed('ascii',lambda:[d.decode('ascii') for d in files])
